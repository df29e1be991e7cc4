#!/usr/bin/env bash
# Creates the topics of the contract; those that exist are left as they are. Runs in the image of apache/kafka.
#
#   KAFKA_BOOTSTRAP_SERVERS  host:port of the brokers
#   PARTITIONS               of each topic (default 12); dead letters have one
#   REPLICATION              replicas of each partition (default 1)
#   COMMAND_CONFIG           file with client settings such as SASL (default none)
set -euo pipefail

partitions=${PARTITIONS:-12}
replication=${REPLICATION:-1}
topics=${KAFKA_TOPICS_COMMAND:-/opt/kafka/bin/kafka-topics.sh}

create() {
  "${topics}" --bootstrap-server "${KAFKA_BOOTSTRAP_SERVERS}" ${COMMAND_CONFIG:+--command-config "${COMMAND_CONFIG}"} \
    --create --if-not-exists --replication-factor "${replication}" "$@"
}

for topic in flight_lifecycle bookings seat_inventory inventory_metrics promo_decisions simulation_truth; do
  create --topic "${topic}" --partitions "${partitions}"
done
create --topic flight_state --partitions "${partitions}" --config cleanup.policy=compact
for service in event-generator decision-engine lake-archiver etl-service; do
  create --topic "${service}.dead_letters" --partitions 1
done
