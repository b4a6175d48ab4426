"""The model as RDF and back: writing, reading, checking by SHACL, and the text forms."""
