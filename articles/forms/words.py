"""The forms of word lists."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.checks import word_list_file
from articles.models import WordListTerm
from articles.unseen import without_unseen
from editions.forms import ConstrainedForm
from editions.models import Publication

from .printed import NameField, as_printed


class TermField(NameField):
    """A term as a text can have it: without what nobody sees."""

    def to_python(self, value):
        return super().to_python(without_unseen(value or ""))


class WordListTermForm(ConstrainedForm):
    """A term of a word list, as a file of terms gives it."""

    term = as_printed(WordListTerm, "term", TermField)

    class Meta:
        model = WordListTerm
        fields = ["publication", "term", "kind", "suggestion"]

    def clean_suggestion(self):
        return without_unseen(self.cleaned_data["suggestion"]).strip()


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
