def find_dates(layers): return []
