"""The least that a page can cost: one statement to the database, and nothing on the page."""

from django.db import connection
from django.http import HttpResponse
from django.urls import path


def empty_page(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return HttpResponse("")


urlpatterns = [path("reference/", empty_page)]
