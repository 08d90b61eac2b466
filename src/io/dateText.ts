/** Dates in a text as numbers: the time since the earliest of a column. Which columns are of dates is decided elsewhere. */

/** 2024-01-31 or 2024/1/31, with a time of day or without; 31.01.2024, which puts the day first wherever it is written. */
const YEAR_FIRST = /^(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?:[T ](.+))?$/;
const DAY_FIRST = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?: (.+))?$/;
const TIME_OF_DAY = /^(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?\s*(?:Z|([+-])(\d{2}):?(\d{2}))?$/;

const SECONDS_OF_MINUTE = 60;
const SECONDS_OF_HOUR = 3600;
const SECONDS_OF_DAY = 24 * SECONDS_OF_HOUR;

/**
 * Seconds from 1970 to the date that `cell` writes, by UTC where it names no other offset; undefined where it is none, or one whose
 * day and month cannot be told apart.
 */
export function readDate(cell: string): number | undefined {
  const text = cell.trim();
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst) return secondsOf(yearFirst[1], yearFirst[3], yearFirst[4], yearFirst[5]);
  const dayFirst = DAY_FIRST.exec(text);
  return dayFirst ? secondsOf(dayFirst[3], dayFirst[2], dayFirst[1], dayFirst[4]) : undefined;
}

function secondsOf(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  time: string | undefined,
): number | undefined {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  const date = new Date(0);
  date.setUTCFullYear(y, m - 1, d);
  // The 31st of a shorter month would be a day of the next.
  if (date.getUTCMonth() !== m - 1 || date.getUTCDate() !== d) return undefined;
  const ofDay = time === undefined ? 0 : secondsOfDay(time);
  return ofDay === undefined ? undefined : date.getTime() / 1000 + ofDay;
}

function secondsOfDay(time: string): number | undefined {
  const parts = TIME_OF_DAY.exec(time.trim());
  if (parts === null) return undefined;
  const [, hour, minute, second = '0', sign, offsetHours = '0', offsetMinutes = '0'] = parts;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) >= SECONDS_OF_MINUTE) return undefined;
  const offset = SECONDS_OF_HOUR * Number(offsetHours) + SECONDS_OF_MINUTE * Number(offsetMinutes);
  return (
    SECONDS_OF_HOUR * Number(hour) +
    SECONDS_OF_MINUTE * Number(minute) +
    Number(second) -
    (sign === '-' ? -offset : offset)
  );
}

export interface Times {
  /** NaN where there is none. */
  readonly values: Float64Array;
  /** What the numbers are: "days since 2024-01-31". */
  readonly unit: string;
}

/** Units, with the shortest span that is told in them: shorter ones would be fractions that nobody can read. */
const UNITS = [
  { name: 'days', seconds: SECONDS_OF_DAY, from: 2 * SECONDS_OF_DAY },
  { name: 'hours', seconds: SECONDS_OF_HOUR, from: 2 * SECONDS_OF_HOUR },
  { name: 'seconds', seconds: 1, from: 0 },
] as const;

/** `seconds` from 1970, NaN where there is none, as the time since the earliest of them. */
export function timesSince(seconds: Float64Array): Times {
  const known = seconds.filter((value) => !Number.isNaN(value));
  const first = known.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const last = known.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const isWholeDays = known.every((value) => value % SECONDS_OF_DAY === 0);
  const unit = UNITS.find(({ from }) => isWholeDays || last - first >= from) ?? UNITS[2];
  return {
    values: seconds.map((value) => (value - first) / unit.seconds),
    unit: `${unit.name} since ${dateText(first)}`,
  };
}

/** 2024-01-31, with 12:30 or 12:30:05 behind it where that is not midnight. */
function dateText(seconds: number): string {
  const [day = '', time = ''] = new Date(1000 * seconds).toISOString().split('T');
  if (seconds % SECONDS_OF_DAY === 0) return day;
  return `${day} ${time.slice(0, seconds % SECONDS_OF_MINUTE === 0 ? 5 : 8)}`;
}
