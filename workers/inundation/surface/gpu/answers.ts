/** So long may a graphics card be silent [ms]: its first pipelines take some seconds on a slow machine. */
const PATIENCE = 60_000

/**
 * What a graphics card was asked for. WebGPU leaves who asked waiting for ever where its driver hangs.
 *
 * @throws Error when it is silent for a minute; what `asked` throws
 */
export async function answerOf<Answer>(asked: Promise<Answer>): Promise<Answer> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const silence = new Promise<never>((_, reject) => {
    const why = `the graphics card has not answered for ${PATIENCE / 1000} s`
    timer = setTimeout(() => reject(new Error(why)), PATIENCE)
  })
  try {
    return await Promise.race([asked, silence])
  } finally {
    clearTimeout(timer)
  }
}

/**
 * Makes of all that a device is asked for what ends when the device does: it is rejected when the device is gone, or did not
 * do what it was told, because it goes on with old figures then.
 */
export function untilBroken(device: GPUDevice): <Answer>(asked: Promise<Answer>) => Promise<Answer> {
  const broken = new Promise<never>((_, reject) => {
    void device.lost.then(({ message }) => reject(new Error(`the device was lost: ${message}`)))
    device.addEventListener('uncapturederror', ({ error }) => reject(new Error(`the device refused: ${error.message}`)))
  })
  broken.catch(() => undefined)
  return (asked) => Promise.race([asked, broken])
}
