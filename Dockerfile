# The service as an image: `docker build -t synth911gen2 .`, or `podman build`, or `buildah bud`.
#   docker run -p 4000:4000 -v synth911:/data --read-only --tmpfs /tmp synth911gen2
#   docker run --rm -v synth911:/data synth911gen2 synth911 keys create --name me --role MAINTAINER
ARG NODE_IMAGE=node:22-bookworm
ARG NODE_SLIM_IMAGE=node:22-bookworm-slim

# Has the compiler that better-sqlite3 may need; nothing of it reaches the image but what is copied below.
FROM ${NODE_IMAGE} AS build
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends tini
WORKDIR /build
COPY package.json package-lock.json ./
COPY scripts/setup.mjs scripts/
RUN node scripts/setup.mjs install
COPY . .
RUN node scripts/release.mjs /release

FROM ${NODE_SLIM_IMAGE}
# Processes of this image are started with `node`; a package manager is only something to attack.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /opt/yarn* \
      /usr/local/bin/yarn /usr/local/bin/yarnpkg \
  && mkdir /data && chown node:node /data
# An init, so that signals reach the service and ended processes are cleared away; statically linked, since it is one file then.
COPY --from=build /usr/bin/tini-static /usr/bin/tini
COPY --from=build /release /app
RUN ln -s /app/scripts/synth911.mjs /usr/local/bin/synth911
WORKDIR /app
USER node
# On all addresses of the container: the service wants API keys then (see docs/operations.md).
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000 SYNTH911_DATA_DIR=/data
VOLUME /data
EXPOSE 4000
HEALTHCHECK --interval=15s --timeout=6s --start-period=60s --retries=3 CMD ["node", "/app/scripts/healthy.mjs"]
ENTRYPOINT ["/usr/bin/tini", "--"]
CMD ["/app/scripts/serve.sh"]
