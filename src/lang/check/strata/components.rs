//! The cycles of a graph.

/// The strongly connected components of a graph, each after all that its members lead to, with members in order. Uses
/// Tarjan's algorithm (1972) without recursion. Linear in nodes and edges.
pub(super) fn components(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    const UNSEEN: usize = usize::MAX;
    let mut number = vec![UNSEEN; edges.len()];
    let mut lowest = vec![UNSEEN; edges.len()];
    let mut open = vec![false; edges.len()];
    let (mut stack, mut found, mut next) = (Vec::new(), Vec::new(), 0);
    for root in 0..edges.len() {
        if number[root] != UNSEEN {
            continue;
        }
        // nodes on the path from the root, each with the number of its followed edges
        let mut way: Vec<(usize, usize)> = vec![(root, 0)];
        while let Some((node, followed)) = way.last_mut() {
            let node = *node;
            if *followed == 0 {
                (number[node], lowest[node], open[node]) = (next, next, true);
                stack.push(node);
                next += 1;
            }
            if let Some(&to) = edges[node].get(*followed) {
                *followed += 1;
                if number[to] == UNSEEN {
                    way.push((to, 0));
                } else if open[to] {
                    lowest[node] = lowest[node].min(number[to]);
                }
                continue;
            }
            way.pop();
            if let Some(&(above, _)) = way.last() {
                lowest[above] = lowest[above].min(lowest[node]);
            }
            if lowest[node] == number[node] {
                let start = stack.iter().rposition(|&other| other == node).unwrap_or(0);
                let mut component = stack.split_off(start);
                component.iter().for_each(|&member| open[member] = false);
                component.sort_unstable();
                found.push(component);
            }
        }
    }
    found
}

/// The shortest path between two nodes of a component, both ends included; `from` alone if they are the same.
pub(super) fn way(edges: &[Vec<usize>], component: &[usize], from: usize, to: usize) -> Vec<usize> {
    let mut ways: Vec<Vec<usize>> = vec![vec![from]];
    let mut seen = vec![from];
    let mut next = 0;
    while let Some(way) = ways.get(next) {
        let last = way[way.len() - 1];
        if last == to {
            return way.clone();
        }
        let onward = edges[last].iter().filter(|node| component.binary_search(node).is_ok());
        let longer: Vec<Vec<usize>> = onward
            .filter(|node| !seen.contains(node))
            .map(|&node| way.iter().copied().chain([node]).collect())
            .collect();
        seen.extend(longer.iter().filter_map(|way| way.last()));
        ways.extend(longer);
        next += 1;
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_are_found_and_what_is_led_to_comes_first() {
        let edges = [vec![1], vec![2], vec![1, 3], vec![], vec![4, 0]];
        assert_eq!(components(&edges), [vec![3], vec![1, 2], vec![0], vec![4]]);
        assert_eq!(way(&edges, &[1, 2], 2, 1), [2, 1]);
    }
}
