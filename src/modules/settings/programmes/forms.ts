// What officers send about a programme, with the words of each mistake.
import { form, optionalDay, optionalUuid, optionalWords, tick, words } from '../../../kernel/form.ts'
import { isSlug } from './rules.ts'

const programmeShape = {
  name: words('Enter the name of the programme', 120),
  level_1: words('Enter a name for the first level', 60),
  level_2: words('Enter a name for the second level', 60),
  level_3: words('Enter a name for the third level', 60),
  brand: optionalWords(7, 'Enter the main colour as a hex colour, like #14505c'),
  brand_deep: optionalWords(7, 'Enter the header colour as a hex colour, like #0d3841'),
  second_step: tick(),
  takes_requests: tick(),
}

const ADDRESS = 'Use small letters, numbers and hyphens for the address, like wealdshire'

export const changeProgrammeForm = form(programmeShape)
export const newProgrammeForm = form({
  ...programmeShape,
  slug: words('Enter an address for the programme, like wealdshire', 60).refine(isSlug, ADDRESS),
})

const DAY = 'Enter a day, like 1 September 2026'

export const districtForm = form({
  name: words('Enter the name of the district', 80),
  register_code: optionalWords(20, 'Enter the register’s code for the district, like E07000110'),
  phase_id: optionalUuid('Choose a phase from the list'),
  joined_on: optionalDay(DAY),
})

export const authorityForm = form({ la: words('Choose a local authority', 10) })

export const phaseForm = form({ name: words('Enter the name of the phase', 80), starts_on: optionalDay(DAY) })

export const trustForm = form({ name: words('Enter the name of the trust', 160) })

export const nothingForm = form({})
