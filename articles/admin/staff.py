"""The desk for accounts: deactivated when somebody leaves, never deleted, for what they did keeps their name."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User

from articles.models import Assignment


class AssignmentInline(admin.TabularInline):
    model = Assignment
    fields = ["role", "publication"]
    extra = 0


admin.site.unregister(User)


@admin.register(User)
class StaffAdmin(UserAdmin):
    inlines = [AssignmentInline]

    def has_delete_permission(self, request, obj=None):
        return False

    def get_inlines(self, request, obj):
        return super().get_inlines(request, obj) if obj else []
