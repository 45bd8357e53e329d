/** What can stand within an element. */
export type Child = Node | string | number | boolean | null | undefined | (() => Child) | readonly Child[]

type Value = string | number | boolean | null | undefined

type AttributeName =
  | 'alt'
  | 'autocomplete'
  | 'class'
  | 'd'
  | 'datetime'
  | 'dir'
  | 'disabled'
  | 'download'
  | 'enterkeyhint'
  | 'hidden'
  | 'href'
  | 'id'
  | 'inputmode'
  | 'lang'
  | 'loading'
  | 'maxlength'
  | 'name'
  | 'novalidate'
  | 'part'
  | 'placeholder'
  | 'referrerpolicy'
  | 'rel'
  | 'required'
  | 'role'
  | 'rows'
  | 'selected'
  | 'src'
  | 'start'
  | 'tabindex'
  | 'target'
  | 'type'
  | 'value'
  | 'viewBox'
  | `aria-${string}`
  | `data-${string}`

export type Properties<E extends Element = Element> = {
  readonly [Name in AttributeName]?: Value | (() => Value)
} & {
  readonly [Name in keyof HTMLElementEventMap as `on${Name}`]?: (event: HTMLElementEventMap[Name]) => void
} & {
  /** Called with the element before it has its children. */
  readonly ref?: (element: E) => void
  readonly children?: Child
}

type HtmlElements = { [Tag in keyof HTMLElementTagNameMap]: Properties<HTMLElementTagNameMap[Tag]> }

export interface Elements extends HtmlElements {
  readonly svg: Properties<SVGElement>
  readonly path: Properties<SVGElement>
}
