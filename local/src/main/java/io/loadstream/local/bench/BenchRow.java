package io.loadstream.local.bench;

/**
 * One variant, measured.
 *
 * @param variant what it is, for a person
 * @param eventsPerSecond over the rounds
 * @param cpuSecondsPerMillion processor time per million events; {@code null} when not measured
 * @param peakRssMb largest resident memory in MiB; {@code null} when not measured
 */
public record BenchRow(String variant, Spread eventsPerSecond, Double cpuSecondsPerMillion, Long peakRssMb) {}
