const labels: Readonly<Record<string, string>> = {
  verified: "已核",
  computed: "计算得出",
  "memory-high": "待核（较有把握）",
  "memory-medium": "待核（把握一般）",
  "memory-low": "待核（把握较小）",
  design: "本产品约定",
  demonstration: "演示值",
  given: "用户给定",
};

/** How sure a parameter is, in the words of a table. */
export function confidenceLabel(confidence: string): string {
  return labels[confidence] ?? confidence;
}
