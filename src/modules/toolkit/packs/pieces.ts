// The packs that come from one Record: which there are, for whom, and each as one plain document for paper. Pure.
import { dateInWords, isoDay } from '../../../view/words.ts'
import { countsOf } from '../records/rules.ts'
import { designationWords, findingOf, programmesLine, stageLine } from '../records/wording.ts'
import type { Section, Told } from './blocks.ts'
import { governorsPack } from './governors.ts'
import { inspectionPack } from './inspection.ts'
import { trustPack } from './trust.ts'

export const PACK_KEYS = ['governors', 'trust', 'inspection'] as const
export type PackKey = (typeof PACK_KEYS)[number]

type About = {
  title: string
  /** What it is called in the name of its file. */
  file: string
  words: string
  namesStaff: boolean
  sections(told: Told): Section[]
}

export const PACKS: Readonly<Record<PackKey, About>> = {
  governors: {
    title: 'For our governors',
    file: 'governors’ pack',
    words:
      'A few pages for a meeting: where we are, what changed, what we ask of governors, and questions they might ask.',
    namesStaff: false,
    sections: governorsPack,
  },
  trust: {
    title: 'For our trust board',
    file: 'trust board pack',
    words: 'This school in short: what moved, the eight principles, how far the cycle is and what would help.',
    namesStaff: false,
    sections: trustPack,
  },
  inspection: {
    title: 'For inspection',
    file: 'inspection pack',
    words: 'By principle: what is in place and why, evidence with dates and receipts, actions and what came of them.',
    namesStaff: true,
    sections: inspectionPack,
  },
}

export function packKey(text: string | undefined): PackKey | undefined {
  return PACK_KEYS.find((key) => key === text)
}

export const PACK_TEMPLATE = 'src/modules/toolkit/packs/pack.typ'

/** A pack with everything in words: the template only lays it out. */
export function packed(key: PackKey, told: Told) {
  const { document } = told
  const { title, namesStaff, sections } = PACKS[key]
  const at = new Date(document.asAt)
  const [year, month, day] = isoDay(at).split('-').map(Number)
  return {
    title,
    setting: document.setting.name,
    finding: findingOf(document, countsOf(document.chapters)),
    asAt: dateInWords(at),
    date: { year, month, day },
    about: [
      ['Kind of setting', designationWords(document.setting.designation)],
      ['Programme', programmesLine(document)],
      ['Cycle', stageLine(document)],
      ['Drawn', `From the living Record as it stood on ${dateInWords(at)}`],
      ['Edition', `${document.edition.title}, version ${document.edition.version}`],
    ],
    sections: sections(told),
    closing: `All of it comes from the school’s own Record. ${namesStaff ? 'It names staff where they signed: keep it as you keep staff records.' : 'It adds no names: where the team’s own words name someone, they stand as written.'} What a member of the team rated alone is not in it.`,
  }
}
