const RESPONSE_BYTES_MAX = 64 * 1024;

export interface BoundedText {
  text: string;
  /** Whether there was more than is kept. */
  isCut: boolean;
}

/** The beginning of a response's body; what comes after it is not read. */
export async function boundedText(response: Response): Promise<BoundedText> {
  if (response.body === null) {
    return { text: "", isCut: false };
  }
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let room = RESPONSE_BYTES_MAX;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return { text: text + decoder.decode(), isCut: false };
    }
    text += decoder.decode(value.subarray(0, room), { stream: true });
    if (value.length > room) {
      await reader.cancel();
      return { text, isCut: true };
    }
    room -= value.length;
  }
}
