// SPDX-License-Identifier: Apache-2.0
// Ports that few should reach: of databases, queues and administration. Those that other programs use as well count by their image alone.
import { parseImage } from '../../model/image.ts';
import { placedContainers } from '../../model/pod.ts';
import type { Workload } from '../../model/workload.ts';

export interface InternalPort {
  readonly port: number;
  /** What listens there: `PostgreSQL`. */
  readonly what: string;
}

/** By number, whatever the image: nothing else is known to use them in clusters. */
const byNumber: readonly InternalPort[] = [
  { port: 2379, what: 'etcd' },
  { port: 2380, what: 'etcd' },
  { port: 3306, what: 'MySQL' },
  { port: 5432, what: 'PostgreSQL' },
  { port: 1433, what: 'SQL Server' },
  { port: 1521, what: 'Oracle' },
  { port: 6379, what: 'Redis' },
  { port: 11211, what: 'memcached' },
  { port: 27017, what: 'MongoDB' },
  { port: 9042, what: 'Cassandra' },
  { port: 26257, what: 'CockroachDB' },
  { port: 9300, what: 'Elasticsearch' },
  { port: 5984, what: 'CouchDB' },
  { port: 2181, what: 'ZooKeeper' },
  { port: 15672, what: 'RabbitMQ’s management' },
  { port: 2375, what: 'the Docker daemon' },
  { port: 5005, what: 'Java’s debugger' },
  { port: 9229, what: 'the debugger of Node.js' },
];

/** By the last part of the image's repository; the first port is what it listens on where its container declares none. */
const byImage: readonly (readonly [RegExp, string, readonly number[]])[] = [
  [/^(?:postgres|postgresql|postgis|timescaledb|spilo.*)$/, 'PostgreSQL', [5432]],
  [/^(?:mysql|mysql-server|mariadb|percona.*|mariadb-galera)$/, 'MySQL', [3306, 4444, 4567, 4568, 33060]],
  [/^(?:redis|valkey|keydb|redis-sentinel)$/, 'Redis', [6379, 16379, 26379]],
  [/^(?:mongo|mongodb|mongodb-.*-server)$/, 'MongoDB', [27017]],
  [/^(?:elasticsearch|opensearch)$/, 'Elasticsearch', [9200, 9300]],
  [/^rabbitmq$/, 'RabbitMQ', [5672, 4369, 25672, 15672]],
  [/^(?:kafka|cp-kafka|cp-server|redpanda)$/, 'Kafka', [9092, 9093, 9094]],
  [/^(?:zookeeper|cp-zookeeper)$/, 'ZooKeeper', [2181, 2888, 3888]],
  [/^etcd$/, 'etcd', [2379, 2380]],
  [/^cassandra$/, 'Cassandra', [9042, 7000, 7199]],
  [/^influxdb$/, 'InfluxDB', [8086]],
  [/^(?:clickhouse|clickhouse-server)$/, 'ClickHouse', [8123, 9000, 9009]],
  [/^consul$/, 'Consul', [8500, 8300, 8301]],
  [/^(?:prometheus|hardened-prometheus)$/, 'Prometheus', [9090]],
  [/^alertmanager$/, 'Alertmanager', [9093, 9094]],
  [/^(?:neo4j)$/, 'Neo4j', [7474, 7687]],
];

/** The ports of a workload's containers that few should reach. */
export function internalPorts({ spec }: Workload): readonly InternalPort[] {
  const found = placedContainers(spec).flatMap(({ type, container }): InternalPort[] => {
    if (type !== 'containers' && container.restartPolicy !== 'Always') return [];
    const declared = (container.ports ?? []).flatMap(({ containerPort, protocol = 'TCP' }) =>
      containerPort === undefined || protocol !== 'TCP' ? [] : Number(containerPort),
    );
    const name = container.image === undefined ? undefined : parseImage(container.image)?.repository.split('/').at(-1);
    const [, what, ports = []] = name === undefined ? [] : (byImage.find(([pattern]) => pattern.test(name)) ?? []);
    if (what !== undefined)
      return (declared.length === 0 ? ports.slice(0, 1) : declared.filter((port) => ports.includes(port))).map((port) => ({ port, what }));
    return byNumber.filter(({ port }) => declared.includes(port));
  });
  return [...new Map(found.map((port) => [port.port, port])).values()];
}
