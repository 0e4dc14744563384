/** The words of findings. Knows the shape of a finding and nothing that runs. */
export {
  describeFinding,
  type Description,
  type DescribeOptions,
} from "./describeFinding.ts";
export { showFile, showPath, showPlace, type Viewpoint } from "./pathText.ts";
export {
  noLostSessionTokenTexts,
  requireSessionConsistencyTexts,
  requireSessionTokenTexts,
  suggestionTexts,
} from "./texts.ts";
