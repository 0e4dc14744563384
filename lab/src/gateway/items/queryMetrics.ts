/**
 * What `populateQueryMetrics` asks for, in the form that @azure/cosmos reads (4.10.1, folder
 * queryMetrics). Counts are true; the lab takes no times, so all of them are 0.
 */
export function queryMetrics(counts: {
  readonly itemsRead: number;
  readonly results: number;
  /** Of the whole answer. */
  readonly bytes: number;
}): string {
  const { itemsRead, results, bytes } = counts;
  const metrics = {
    totalExecutionTimeInMs: 0,
    queryCompileTimeInMs: 0,
    queryLogicalPlanBuildTimeInMs: 0,
    queryPhysicalPlanBuildTimeInMs: 0,
    queryOptimizationTimeInMs: 0,
    VMExecutionTimeInMs: 0,
    indexLookupTimeInMs: 0,
    documentLoadTimeInMs: 0,
    systemFunctionExecuteTimeInMs: 0,
    userFunctionExecuteTimeInMs: 0,
    writeOutputTimeInMs: 0,
    retrievedDocumentCount: itemsRead,
    retrievedDocumentSize: 0,
    outputDocumentCount: results,
    outputDocumentSize: bytes,
    indexHitDocumentCount: itemsRead,
    indexUtilizationRatio: 1,
  };
  return Object.entries(metrics)
    .map(([name, value]) => `${name}=${value}`)
    .join(";");
}
