// What a head or an officer sends about what is switched on.
import { anyOf, form, version } from '../../../kernel/form.ts'

export const programmeSwitchesForm = form({ modules: anyOf('Choose from the list') })
export const settingSwitchesForm = form({ modules: anyOf('Choose from the list'), version: version() })
