"""What the names of media end in: those who tell of a document, and do not issue it."""

from __future__ import annotations

# 白水日报, 云台都市报. Not 简报, 公报, 通报, 月报: offices publish these.
NEWSPAPER = "(?:[日晚早晨商时]报|都市报)"
MEDIUM = "(?:报|社|网|台|客户端|融媒体(?:中心)?|发布|在线)"
