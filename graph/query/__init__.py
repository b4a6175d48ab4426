"""Questions to the graph: free SPARQL behind a guard, and the program's own named questions."""
