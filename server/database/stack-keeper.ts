import type { PGlite } from '@electric-sql/pglite'

/**
 * PGlite 0.5.8 does not give back the C stack that a failed statement held: 1,120 bytes a statement, 2,240 a
 * transaction. About 900 refusals then use up the 2 MB, every statement fails with 54001 and the session never
 * recovers; anybody who may send requests could do that. So the stack pointer is put back whenever nobody is inside.
 *
 * @returns puts the pointer back to where it is now; to be called only while no statement runs
 * @throws Error when this PGlite does not show its stack pointer
 */
export function keepStack(session: PGlite): () => void {
  const { ___stack_pointer: pointer } = session.Module as { readonly ___stack_pointer?: unknown }
  if (!(pointer instanceof WebAssembly.Global))
    throw new Error('keepStack: this PGlite shows no stack pointer; see whether it still loses stack on errors')
  const base: unknown = pointer.value
  return () => {
    pointer.value = base
  }
}
