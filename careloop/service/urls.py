from django.urls import path

from careloop.kit.lifecycle.views import step_urls
from careloop.kit.pages import list_view
from careloop.service.lifecycles import CASE, ORDER
from careloop.service.lists import CaseList, OrderList
from careloop.service.views import call, cases, dispatch, orders, papers, reports, today

app_name = "service"

urlpatterns = [
    path("call", call.page, name="call"),
    path("today", today.page, name="today"),
    path("dispatch", dispatch.page, name="dispatch"),
    path("cases", list_view(CaseList), name="cases"),
    path("cases/<str:number>", cases.page, name="case"),
    path("cases/<str:number>/life", cases.life, name="case-life"),
    path("orders", list_view(OrderList), name="orders"),
    path("orders/<str:number>", orders.page, name="order"),
    path("orders/<str:number>/candidates", dispatch.candidates, name="order-candidates"),
    *call.urlpatterns,
    *today.urlpatterns,
    *reports.urlpatterns,
    # Before the voucher's own page, whose number would take “.pdf” along.
    *papers.urlpatterns,
    path("vouchers/<str:number>", orders.voucher, name="voucher"),
    *step_urls(CASE),
    *step_urls(ORDER),
]
