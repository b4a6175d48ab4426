"""Lianpu 链谱: government reports in, an industry-chain knowledge graph with evidence out."""

__version__ = "0.1.0"
