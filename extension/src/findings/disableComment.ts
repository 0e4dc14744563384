/** The comment that silences a finding, for ESLint and for us. */
export interface DisableComment {
  /** Line before which it is put, from 0. */
  readonly line: number;
  readonly text: string;
  /** Where the reason stands in the comment's first line, to be written by a person. */
  readonly reason: string;
}

const placeholder = "REASON: why an old state does no harm here";

/** @param lineText The line that the finding starts in. */
export function disableComment(
  rule: string,
  line: number,
  lineText: string,
  lineEnd: string,
): DisableComment {
  const indent = /^\s*/.exec(lineText)![0];
  return {
    line,
    text: `${indent}// eslint-disable-next-line cosmos-session/${rule} -- ${placeholder}${lineEnd}`,
    reason: placeholder,
  };
}
