import { append, createElement } from './element.ts'
import type { Child, Elements } from './jsx.ts'

/**
 * What JSX becomes: an element. The build has every file with JSX import it, calls components itself, as functions that run once, and puts the
 * children behind the properties: that is shorter than what compilers make of JSX by default.
 */
export function h(tag: string, properties: object | null, ...children: Child[]): Child {
  const element = createElement(tag, properties)
  append(element, children)
  return element
}

/** Groups children without an element around them: the build makes a list of it. */
export declare const Fragment: (properties: { children?: Child }) => Child

export declare namespace JSX {
  type Element = Child
  interface ElementChildrenAttribute {
    children: unknown
  }
  type IntrinsicElements = Elements
}
