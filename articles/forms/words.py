"""The forms of word lists."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.checks import word_list_file
from articles.models import WordListTerm
from editions.forms import ConstrainedForm
from editions.models import Publication

from .printed import NameField, as_printed


class WordListTermForm(ConstrainedForm):
    """A term of a word list, without what nobody sees at its edges."""

    term = as_printed(WordListTerm, "term", NameField)

    class Meta:
        model = WordListTerm
        fields = ["publication", "term", "kind", "suggestion"]


class TermsField(forms.FileField):
    """A file of CSV, as `word_list_file` reads it."""

    def to_python(self, data):
        file = super().to_python(data)
        try:
            return file and word_list_file.read(file.read())
        except ValueError:
            raise forms.ValidationError(_("This is no text in UTF-8 or GB18030: save it as CSV.")) from None


class WordListFileForm(forms.Form):
    """A file of terms, and the list that they go to: that of one of `papers`, or, if it may be, of all papers."""

    publication = forms.ModelChoiceField(
        Publication.objects.none(), label=capfirst(_("publication")), empty_label=_("all papers")
    )
    file = TermsField(label=capfirst(_("file")))

    def __init__(self, *args, papers, all_papers: bool, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["publication"]
        field.queryset, field.required = papers, not all_papers
        if not all_papers:
            field.empty_label = "---------"
