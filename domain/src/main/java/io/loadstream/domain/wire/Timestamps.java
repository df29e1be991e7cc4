package io.loadstream.domain.wire;

import io.loadstream.domain.event.InvalidEventException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** ISO-8601 times, written as {@code 2025-11-28T20:24:04.414845Z}: UTC, always six decimals. */
final class Timestamps {

    /** Characters of a written time, between years 0000 and 9999. */
    static final int LENGTH = 27;

    static final long SECONDS_PER_DAY = 86_400;

    static final long MICROS_PER_DAY = SECONDS_PER_DAY * 1_000_000;

    private static final int TIME_OF_DAY = 11;

    private Timestamps() {}

    /** Any ISO-8601 time with an offset, to the nanosecond. */
    static Instant parse(String field, char[] text, int offset, int length) {
        if (length >= 20 && length <= 30 && text[offset + length - 1] == 'Z') {
            Instant fast = parseUtc(text, offset, length);
            if (fast != null) {
                return fast;
            }
        }
        String value = new String(text, offset, length);
        try {
            return OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException e) {
            throw new InvalidEventException(field, "must be an ISO-8601 time with an offset: " + value);
        }
    }

    /** The common form, without the general parser's cost; {@code null} when it is anything else. */
    static Instant parseUtc(char[] t, int o, int length) {
        if (t[o + 4] != '-' || t[o + 7] != '-' || t[o + 10] != 'T' || t[o + 13] != ':' || t[o + 16] != ':') {
            return null;
        }
        int year = digits(t, o, 4);
        int month = digits(t, o + 5, 2);
        int day = digits(t, o + 8, 2);
        int hour = digits(t, o + 11, 2);
        int minute = digits(t, o + 14, 2);
        int second = digits(t, o + 17, 2);
        if (year < 0 || month < 1 || month > 12 || day < 1 || hour < 0 || hour > 23 || minute < 0 || minute > 59) {
            return null;
        }
        if (second < 0 || second > 59 || day > lengthOfMonth(year, month)) {
            return null;
        }
        int nanos = 0;
        if (length > 20) {
            int decimals = length - 21;
            if (t[o + 19] != '.' || decimals < 1) {
                return null;
            }
            nanos = digits(t, o + 20, decimals);
            if (nanos < 0) {
                return null;
            }
            for (int i = decimals; i < 9; i++) {
                nanos *= 10;
            }
        }
        long seconds = epochDay(year, month, day) * SECONDS_PER_DAY + hour * 3600L + minute * 60L + second;
        return Instant.ofEpochSecond(seconds, nanos);
    }

    private static int digits(char[] t, int from, int count) {
        int value = 0;
        for (int i = from; i < from + count; i++) {
            int digit = t[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static int lengthOfMonth(int year, int month) {
        return switch (month) {
            case 2 -> (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    /**
     * Days since 1970-01-01 of a day of the proleptic Gregorian calendar, with years that begin in March so that the
     * leap day is the last one.
     */
    private static long epochDay(int year, int month, int day) {
        long marchYear = month > 2 ? year : year - 1;
        long era = Math.floorDiv(marchYear, 400L);
        long yearOfEra = marchYear - era * 400;
        long dayOfYear = (153L * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097 + dayOfEra - 719_468;
    }

    /**
     * Writes the {@value #LENGTH} characters of a time, given as seconds since 1970 UTC and microseconds of the second, to
     * {@code out} at {@code at}.
     */
    static void write(long seconds, int micros, byte[] out, int at) {
        long epochDay = Math.floorDiv(seconds, SECONDS_PER_DAY);
        int secondOfDay = (int) Math.floorMod(seconds, SECONDS_PER_DAY);
        long shifted = epochDay + 719_468;
        long era = Math.floorDiv(shifted, 146_097L);
        int dayOfEra = (int) (shifted - era * 146_097);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int marchMonth = (5 * dayOfYear + 2) / 153;
        int day = dayOfYear - (153 * marchMonth + 2) / 5 + 1;
        int month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
        long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        if (year < 0 || year > 9999) {
            throw new IllegalArgumentException(
                    "time must lie between the years 0 and 9999: " + Instant.ofEpochSecond(seconds));
        }
        put(out, at, (int) year, 4);
        out[at + 4] = '-';
        put(out, at + 5, month, 2);
        out[at + 7] = '-';
        put(out, at + 8, day, 2);
        out[at + 10] = 'T';
        out[at + 26] = 'Z';
        writeTimeOfDay(secondOfDay * 1_000_000L + micros, out, at);
    }

    /** Writes over the time of day in a time that stands in {@code out} at {@code at}; microseconds since midnight. */
    static void writeTimeOfDay(long micros, byte[] out, int at) {
        int second = (int) (micros / 1_000_000);
        int fraction = (int) (micros - second * 1_000_000L);
        int minute = second / 60;
        int hour = minute / 60;
        int time = at + TIME_OF_DAY;
        put2(out, time, hour);
        out[time + 2] = ':';
        put2(out, time + 3, minute - 60 * hour);
        out[time + 5] = ':';
        put2(out, time + 6, second - 60 * minute);
        out[time + 8] = '.';
        int hundreds = fraction / 100;
        put2(out, time + 9, hundreds / 100);
        put2(out, time + 11, hundreds % 100);
        put2(out, time + 13, fraction - 100 * hundreds);
    }

    private static void put2(byte[] out, int at, int value) {
        int tens = value / 10;
        out[at] = (byte) ('0' + tens);
        out[at + 1] = (byte) ('0' + value - 10 * tens);
    }

    private static void put(byte[] out, int at, int value, int digits) {
        for (int i = at + digits - 1; i >= at; i--) {
            out[i] = (byte) ('0' + value % 10);
            value /= 10;
        }
    }
}
