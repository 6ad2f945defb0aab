"""The formats of pictures that the site opens, whoever brings them, by the names of Pillow. Pure."""

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP")
