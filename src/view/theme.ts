// A programme's own colours: checked before they are kept, served as a small stylesheet of custom properties.
// A colour that would make words hard to read is refused with a sentence; nothing but hex colours reaches the CSS.

export interface ThemeTokens {
  brand: string
  brandDeep: string
  ink?: string | undefined
  quiet?: string | undefined
  line?: string | undefined
  wash?: string | undefined
  warm?: string | undefined
  levels?: readonly [string, string, string, string] | undefined
}

type WholeTheme = { [Name in keyof ThemeTokens]-?: Exclude<ThemeTokens[Name], undefined> }

export const DEFAULT_THEME: WholeTheme = {
  brand: '#14505c',
  brandDeep: '#0d3841',
  ink: '#0b0c0c',
  quiet: '#505a5f',
  line: '#cfd6d8',
  wash: '#f2f6f6',
  warm: '#b8481f',
  levels: ['#ffffff', '#cfe5e3', '#6fb1ad', '#14606b'],
}

const HEX = /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i
const ENOUGH = 4.5

/** WCAG contrast between two hex colours, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

function luminance(colour: string): number {
  const [red, green, blue] = channels(colour)
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

function linear(channel: number): number {
  const share = channel / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}

function channels(colour: string): [number, number, number] {
  const digits = colour.slice(1)
  const six = digits.length === 3 ? digits.replace(/./g, '$&$&') : digits
  const value = Number.parseInt(six, 16)
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255]
}

export function isHexColour(text: string): boolean {
  return HEX.test(text)
}

export type ThemeMistakes = Partial<Record<keyof ThemeTokens, string>>

/** What is wrong with the colours, a sentence for each; empty when they may be used. */
export function themeMistakes(tokens: ThemeTokens): ThemeMistakes {
  const mistakes: ThemeMistakes = {}
  const given = { ...DEFAULT_THEME, ...defined(tokens) } as WholeTheme
  for (const name of ['brand', 'brandDeep', 'ink', 'quiet', 'line', 'wash', 'warm'] as const) {
    if (!isHexColour(given[name])) mistakes[name] = `Enter ${NAMES[name]} as a hex colour, like #14505c`
  }
  if (!given.levels.every(isHexColour)) mistakes.levels = 'Enter each level’s colour as a hex colour, like #6fb1ad'
  for (const [name, under, over] of PAIRS) {
    if (mistakes[name] || mistakes[over === 'white' ? name : over]) continue
    const ground = over === 'white' ? '#ffffff' : given[over]
    if (contrast(given[name], ground) < ENOUGH) mistakes[name] = `Choose a darker colour for ${NAMES[name]}: ${under}`
  }
  const [, one, two, three] = given.levels
  if (!mistakes.levels && !mistakes.ink) {
    if (contrast(given.ink, one) < ENOUGH || contrast(given.ink, two) < ENOUGH) {
      mistakes.levels = 'Choose lighter colours for levels 1 and 2: the number on them cannot be read'
    } else if (contrast('#ffffff', three) < ENOUGH) {
      mistakes.levels = 'Choose a darker colour for level 3: the white number on it cannot be read'
    }
  }
  return mistakes
}

type Plain = Exclude<keyof ThemeTokens, 'levels'>

const NAMES: Readonly<Record<Plain, string>> = {
  brand: 'the main colour',
  brandDeep: 'the header colour',
  ink: 'the text colour',
  quiet: 'the quiet text colour',
  line: 'the line colour',
  wash: 'the background colour',
  warm: 'the attention colour',
}

/** Each colour of words, what would go wrong, and the ground it stands on. */
const PAIRS: readonly (readonly [Plain, string, 'white' | 'wash'])[] = [
  ['brand', 'white words on it cannot be read', 'white'],
  ['brandDeep', 'white words on it cannot be read', 'white'],
  ['ink', 'words in it cannot be read', 'wash'],
  ['quiet', 'words in it cannot be read', 'wash'],
  ['warm', 'words in it cannot be read', 'white'],
]

/** The stylesheet for /theme/<slug>.css. Refuses, with the first sentence, colours that `themeMistakes` would. */
export function themeCss(tokens: ThemeTokens): string {
  const [mistake] = Object.values(themeMistakes(tokens))
  if (mistake) throw new RangeError(mistake)
  const lines = Object.entries(defined(tokens)).flatMap(([name, value]) => {
    if (name === 'levels') return (value as readonly string[]).map((colour, i) => `--ws-level-${i}:${colour};`)
    return [`--ws-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}:${value as string};`]
  })
  return `:root{${lines.join('')}}\n`
}

/** Only the tokens we know, and only those given: a key from elsewhere never reaches the stylesheet. */
function defined(tokens: ThemeTokens): ThemeTokens {
  const known = Object.keys(DEFAULT_THEME) as (keyof ThemeTokens)[]
  return Object.fromEntries(
    known.filter((name) => tokens[name] !== undefined).map((name) => [name, tokens[name]]),
  ) as unknown as ThemeTokens
}
