/// The engines for which statements are written out, values and all.
package enum SQLEngine: String, CaseIterable, Sendable {
  case postgres, duckdb, clickhouse, spark

  package var dialect: any SQLDialect {
    switch self {
    case .postgres: PostgresDialect()
    case .duckdb: DuckDBDialect()
    case .clickhouse: ClickHouseDialect()
    case .spark: SparkDialect()
    }
  }
}
