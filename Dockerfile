# The program alone, as a user without a name and without a shell:
#
#	docker build --build-arg VERSION=v1.2.3 -t credlint .
#	docker run --rm -v "$PWD:/work:ro" credlint check practices
#
# Images are named by version. Who builds for others names them by digest (golang:…@sha256:…), which only the registry knows.
FROM golang:1.26.8-bookworm AS build
WORKDIR /src
# Modules change less often than the source, and stay in a layer of their own.
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=
RUN make build VERSION="$VERSION"

FROM scratch
COPY --from=build /src/LICENSE /src/THIRD_PARTY_NOTICES.txt /
COPY --from=build /src/bin/credlint /credlint
# A number, so that whoever runs it can tell that it is not root; it owns nothing in the image.
USER 65532:65532
WORKDIR /work
ENTRYPOINT ["/credlint"]
