// Numbers, minutes and dates as a person would say them, in British plain English.
// Pure: the clock comes in as an argument, so the same page always reads the same.

const SMALL = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten', 'Eleven', 'Twelve']
const MINUTE = 60_000
const DAY = 86_400_000

/** "Three" for a heading; numbers past twelve stay figures, with commas in thousands. */
export function inWords(n: number, { lower = false }: { lower?: boolean } = {}): string {
  const word = SMALL[n]
  if (word === undefined) return number(n)
  return lower ? word.toLowerCase() : word
}

/** "1 school", "12 schools", "no schools". Give the plural when it is not just an s. */
export function wordsOfCount(n: number, one: string, many = `${one}s`): string {
  if (n === 0) return `no ${many}`
  return `${number(n)} ${n === 1 ? one : many}`
}

/** 24,301 with its comma. */
export function number(n: number): string {
  return n.toLocaleString('en-GB')
}

/** "25 minutes", "1 hour 30 minutes". */
export function minutes(n: number): string {
  const whole = Math.max(0, Math.round(n))
  if (whole === 0) return 'under a minute'
  const hours = Math.floor(whole / 60)
  const rest = whole % 60
  const parts = []
  if (hours > 0) parts.push(wordsOfCount(hours, 'hour'))
  if (rest > 0) parts.push(wordsOfCount(rest, 'minute'))
  return parts.join(' ')
}

const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
const localDay = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'Europe/London',
})
const localIsoDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' })
const localTime = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: 'Europe/London',
})

/** "22 November 2026". A plain day such as 2026-11-22 has no time zone; an instant is read in London. */
export function dateInWords(day: string | Date): string {
  if (day instanceof Date) return localDay.format(day)
  return dayFormat.format(new Date(`${day.slice(0, 10)}T00:00:00Z`))
}

/** "12 March", for dates that are plainly in this year. */
export function dayAndMonth(day: string | Date): string {
  return dateInWords(day).replace(/ \d{4}$/, '')
}

/** "3:30pm", "9am", "midday", "midnight". */
export function timeInWords(at: Date): string {
  const [hour = 0, minute = 0] = localTime.format(at).split(':').map(Number)
  if (minute === 0 && hour === 0) return 'midnight'
  if (minute === 0 && hour === 12) return 'midday'
  const clock = `${hour % 12 === 0 ? 12 : hour % 12}`
  const past = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`
  return `${clock}${past}${hour < 12 ? 'am' : 'pm'}`
}

/** "22 November 2026 at 3:30pm", in London. */
export function dateTimeInWords(at: Date): string {
  return `${dateInWords(at)} at ${timeInWords(at)}`
}

/** The day in London as 2026-11-22. */
export function isoDay(at: Date): string {
  return localIsoDay.format(at)
}

/** "just now", "5 minutes ago", "yesterday", "3 weeks ago", then the date itself. */
export function ago(then: Date, now: Date): string {
  const gone = now.getTime() - then.getTime()
  if (gone < 0) return `on ${dateInWords(then)}`
  if (gone < MINUTE) return 'just now'
  const days = Math.round((Date.parse(isoDay(now)) - Date.parse(isoDay(then))) / DAY)
  if (days === 0) {
    if (gone < 60 * MINUTE) return `${wordsOfCount(Math.floor(gone / MINUTE), 'minute')} ago`
    return `${wordsOfCount(Math.floor(gone / (60 * MINUTE)), 'hour')} ago`
  }
  if (days === 1) return 'yesterday'
  if (days < 14) return `${days} days ago`
  if (days < 57) return `${Math.floor(days / 7)} weeks ago`
  return `on ${dateInWords(then)}`
}

/** "Amina, Dee and Tom". */
export function listInWords(names: readonly string[]): string {
  if (names.length < 2) return names[0] ?? ''
  return `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`
}
