from django.urls import path

from careloop.kit.lifecycle.views import step_urls
from careloop.kit.pages import list_view
from careloop.tasks import views
from careloop.tasks.lifecycles import TASK
from careloop.tasks.lists import TaskList

app_name = "tasks"

urlpatterns = [
    path("", list_view(TaskList), name="tasks"),
    path("ask", views.ask, name="ask"),
    path("tasks/<str:number>", views.page, name="task"),
    *step_urls(TASK),
]
