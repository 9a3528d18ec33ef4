from django.urls import path
from django.views.generic import RedirectView

from careloop.customers.lists import ContractList, CustomerList, DeviceList
from careloop.customers.views import contact, contracts, customers, devices, erasing, merging, warranty
from careloop.kit.pages import list_view

app_name = "customers"

imports = RedirectView.as_view(pattern_name="sheets:upload", permanent=False)

urlpatterns = [
    path("", list_view(CustomerList), name="customers"),
    path("new", customers.new, name="new"),
    path("import", imports, {"name": "customers.customers"}, name="import"),
    path("models", devices.models, name="models"),
    path("devices", list_view(DeviceList), name="devices"),
    path("devices/import", imports, {"name": "customers.devices"}, name="import-devices"),
    path("devices/<str:number>", devices.page, name="device"),
    path("devices/<str:number>/change", devices.change, name="device-change"),
    path("devices/<str:number>/move", devices.move, name="device-move"),
    path("devices/<str:number>/retire", devices.retire, name="device-retire"),
    path("contracts", list_view(ContractList), name="contracts"),
    path("contracts/<str:number>", contracts.page, name="contract"),
    path("warranty/<str:noun>/<int:id>/add", warranty.add, name="terms-add"),
    path("<str:number>", customers.page, name="customer"),
    path("<str:number>/change", customers.change, name="change"),
    path("<str:number>/phones/new", contact.new_phone, name="phone-new"),
    path("<str:number>/phones/<int:id>/remove", contact.remove_phone, name="phone-remove"),
    path("<str:number>/addresses/new", contact.new_address, name="address-new"),
    path("<str:number>/consents/new", contact.new_consent, name="consent-new"),
    path("<str:number>/consents/<int:id>/withdraw", contact.withdraw_consent, name="consent-withdraw"),
    path("<str:number>/devices/new", devices.new, name="device-new"),
    path("<str:number>/contracts/new", contracts.new, name="contract-new"),
    path("<str:number>/erase", erasing.erase, name="erase"),
    path("<str:number>/merge", merging.choose, name="merge-choose"),
    path("<str:number>/merge/<str:other>", merging.merge, name="merge"),
]
