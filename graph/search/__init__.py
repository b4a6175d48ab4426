"""Finding a thing by what a person types: its name or part of it, its pinyin, its initials, or nearly so."""
