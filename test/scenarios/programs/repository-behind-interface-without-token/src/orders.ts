export interface Order {
  id: string;
  status: string;
}

export interface Orders {
  find(id: string, customerId: string): Promise<Order | undefined>;
}
