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

# AWS takes a request without a place for one that means us-east-1, and refuses it when it comes to any other region.
create() {
  if [ "${LOADSTREAM_LAKE_REGION}" = us-east-1 ]; then
    s3 --request PUT
  else
    s3 --request PUT --header 'Content-Type: application/xml' --data-binary \
      "<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><LocationConstraint>${LOADSTREAM_LAKE_REGION}</LocationConstraint></CreateBucketConfiguration>"
  fi
}

status=$(s3 --head)
if [ "${status}" = 404 ]; then
  status=$(create)
fi
case ${status} in
  200 | 409) echo "Bucket ${LOADSTREAM_LAKE_BUCKET} is there." ;;
  *)
    echo "Bucket ${LOADSTREAM_LAKE_BUCKET} at ${LOADSTREAM_LAKE_ENDPOINT}: HTTP status ${status}." >&2
    exit 1
    ;;
esac
