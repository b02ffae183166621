// The named cast: thirteen people in two schools, their trust and their programme, used by tests, demonstrations and
// screenshots alike. All are made up.
import { createHash } from 'node:crypto'
import type { RoleName } from '../src/kernel/access.ts'

/** The same id each time for the same words, so that a demonstration looks the same on every machine. */
export function seedId(words: string): string {
  const hex = createHash('sha256').update(`wholeschool seed: ${words}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

export const programme = {
  id: seedId('programme wealdshire'),
  slug: 'wealdshire',
  name: 'Wealdshire Whole-School Wellbeing',
  office: seedId('office wealdshire'),
}
export const trust = { id: seedId('trust kestrel'), name: 'Kestrel Learning Trust', office: seedId('office kestrel') }
export const larchmead = { setting: seedId('school larchmead'), name: 'Larchmead Primary School' }
export const alderbourne = { setting: seedId('school alderbourne'), name: 'Alderbourne Primary School' }

export type CastName =
  'priya' | 'ewan' | 'noor' | 'ruth' | 'amina' | 'tom' | 'dee' | 'joan' | 'sam' | 'leila' | 'helen' | 'marcus' | 'nadia'

export type CastMember = {
  person: string
  name: string
  email: string
  /** One line for the sign-in page of the demonstration. */
  words: string
  places: readonly { setting: string; role: RoleName }[]
}

function member(name: string, words: string, places: CastMember['places']): CastMember {
  const email = `${name.toLowerCase().replace(/[^a-z]+/g, '.')}@wealdshire.example`
  return { person: seedId(`person ${name}`), name, email, words, places }
}

const office = programme.office
const { setting: l } = larchmead
const { setting: a } = alderbourne

export const cast: Readonly<Record<CastName, CastMember>> = {
  priya: member('Priya Nair', 'Programme officer for Wealdshire', [{ setting: office, role: 'programme_officer' }]),
  ewan: member('Ewan Clarke', 'Assessor, reads Records that schools share', [{ setting: office, role: 'assessor' }]),
  noor: member('Noor Bashir', 'Evaluator, asks what the numbers say', [{ setting: office, role: 'evaluator' }]),
  ruth: member('Ruth Adeyemi', 'Head of Larchmead', [{ setting: l, role: 'head' }]),
  amina: member('Amina Osei', 'Senior mental health lead at Larchmead', [
    { setting: l, role: 'senior_mental_health_lead' },
    { setting: l, role: 'senior_leader' },
  ]),
  tom: member('Tom Reeve', 'Teaches at Larchmead, governor at Alderbourne', [
    { setting: l, role: 'teacher' },
    { setting: a, role: 'governor' },
  ]),
  dee: member('Dee Marsh', 'Lead governor for wellbeing at Larchmead', [{ setting: l, role: 'lead_governor' }]),
  joan: member('Joan Whitlock', 'Teaching assistant at Larchmead', [{ setting: l, role: 'teaching_assistant' }]),
  sam: member('Sam Okoro', 'Safeguarding and pastoral lead at Larchmead', [
    { setting: l, role: 'designated_safeguarding_lead' },
    { setting: l, role: 'pastoral' },
  ]),
  leila: member('Leila Haddad', 'Data protection officer for Larchmead', [
    { setting: l, role: 'data_protection_officer' },
  ]),
  helen: member('Helen Price', 'Head of Alderbourne', [{ setting: a, role: 'head' }]),
  marcus: member('Marcus Bell', 'Senior mental health lead at Alderbourne', [
    { setting: a, role: 'senior_mental_health_lead' },
  ]),
  nadia: member('Nadia Rahman', 'Safeguarding lead of Kestrel Learning Trust', [
    { setting: trust.office, role: 'trust_safeguarding_lead' },
  ]),
}

export const castNames = Object.keys(cast) as CastName[]
