#!/bin/sh
# Creates the lake's bucket unless it exists, by the plain S3 API. Needs curl and the LOADSTREAM_LAKE_* variables.
set -eu

# The secret goes in by standard input: arguments can be seen by other processes.
s3() {
  printf 'user = "%s:%s"\n' "${LOADSTREAM_LAKE_ACCESS_KEY}" "${LOADSTREAM_LAKE_SECRET_KEY}" |
    curl --config - --silent --output /dev/null --write-out '%{http_code}' --max-time 20 \
      --header 'x-amz-content-sha256: UNSIGNED-PAYLOAD' \
      --aws-sigv4 "aws:amz:${LOADSTREAM_LAKE_REGION}:s3" "$@" "${LOADSTREAM_LAKE_ENDPOINT}/${LOADSTREAM_LAKE_BUCKET}"
}

status=$(s3 --head)
if [ "${status}" = 404 ]; then
  status=$(s3 --request PUT)
fi
case ${status} in
  200 | 409) echo "Bucket ${LOADSTREAM_LAKE_BUCKET} is there." ;;
  *)
    echo "Bucket ${LOADSTREAM_LAKE_BUCKET} at ${LOADSTREAM_LAKE_ENDPOINT}: HTTP status ${status}." >&2
    exit 1
    ;;
esac
