"""Static files under hashed names, compressed, with the originals beside them."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """CKEditor loads its own parts by plain names, so the originals stay; module imports are hashed too."""

    support_js_module_import_aggregation = True
    # A page that lacks one picture is better than no page; tests/test_static_files.py finds names without a file.
    manifest_strict = False
