"""The graph for programs: SPARQL 1.1 Protocol, service description, VoID, linked data. Pure, but for ``http``."""
