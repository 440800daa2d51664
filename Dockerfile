ARG BASE=docker.io/library/python:3.11-slim-bookworm

FROM ${BASE} AS build
ENV UV_PROJECT_ENVIRONMENT=/venv UV_LINK_MODE=copy
RUN pip install --no-cache-dir uv==0.13.9
WORKDIR /app
COPY pyproject.toml README.md LICENSE ./
COPY kis kis
COPY bot bot
RUN uv sync --no-dev --no-editable

FROM ${BASE}
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 WEB_HOST=0.0.0.0
WORKDIR /app
COPY --from=build /venv /venv
COPY pyproject.toml ./
COPY alembic alembic
RUN mkdir /app/data && chown 10001:10001 /app/data
USER 10001:10001
VOLUME /app/data
EXPOSE 8787
CMD ["sh", "-c", "python -m bot migrate && exec python -m bot run"]
