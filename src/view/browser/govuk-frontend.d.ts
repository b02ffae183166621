// The little of govuk-frontend's script that we call; the package ships no types of its own.

declare module 'govuk-frontend' {
  export interface ComponentClass {
    new (root: Element, config?: object): object
    readonly moduleName: string
  }
  export function createAll(component: ComponentClass, config?: object): object[]
  export const Button: ComponentClass
  export const CharacterCount: ComponentClass
  export const Checkboxes: ComponentClass
  export const ErrorSummary: ComponentClass
  export const NotificationBanner: ComponentClass
  export const PasswordInput: ComponentClass
  export const Radios: ComponentClass
  export const SkipLink: ComponentClass
}
