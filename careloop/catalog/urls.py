from django.urls import path
from django.views.generic import RedirectView

from careloop.catalog.lists import FamilyList, FaultList, LabourList, ModelList
from careloop.catalog.views.nouns import NOUNS
from careloop.catalog.views.products import overview, record_urls
from careloop.kit.pages import list_view

app_name = "catalog"

imports = RedirectView.as_view(pattern_name="sheets:upload", permanent=False)

urlpatterns = [
    path("", overview, name="products"),
    path("families", list_view(FamilyList), name="families"),
    path("models", list_view(ModelList), name="models"),
    path("models/import", imports, {"name": "catalog.models"}, name="import-models"),
    path("faults", list_view(FaultList), name="faults"),
    path("faults/import", imports, {"name": "catalog.faults"}, name="import-faults"),
    path("labours", list_view(LabourList), name="labours"),
    *(pattern for noun in NOUNS for pattern in record_urls(noun)),
]
