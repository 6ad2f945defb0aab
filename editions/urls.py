"""Addresses below a publication: its editions, their pages, the calendar."""

from django.urls import path

from . import converters, views  # noqa: F401 - registers the converters

urlpatterns = [
    path("<slug:publication>/", views.publication, name="publication"),
    path("<slug:publication>/calendar/", views.calendar, name="calendar"),
    path("<slug:publication>/calendar/<year:year>/", views.calendar_year, name="calendar-year"),
    path("<slug:publication>/calendar/<year:year>/<month:month>/", views.calendar_month, name="calendar-month"),
    path("<slug:publication>/<day:day>/", views.edition, name="edition"),
    path("<slug:publication>/<day:day>/edition.pdf", views.edition_pdf, name="edition-pdf"),
    path("<slug:publication>/<day:day>/<page_number:number>/", views.page, name="page"),
    path("<slug:publication>/<day:day>/<page_number:number>/page.pdf", views.page_pdf, name="page-pdf"),
]
