// The people room.
import { makeModule } from '../../kernel/module.ts'
import { routes } from './routes.ts'

export const people = makeModule({ name: 'people', routes })
