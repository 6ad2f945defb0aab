"""The studio where the sample archives are made: content in, pages, pictures and records out."""
