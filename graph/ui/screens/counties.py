"""县域: which county holds which part of which chain, and what one county has."""

from graph.ui import state
from graph.ui.catalogue import t
from graph.ui.frame import title
from graph.ui.parts.counties import all_counties, chosen_county, name_of, one_county

county = chosen_county()
if county is None:
    title(t("counties.title", place=state.places()), t("counties.lead"))
    all_counties()
else:
    title(t("counties.title_one", county=name_of(county)), t("counties.lead"))
    one_county(county)
